/** The look of the reference page: one column on a phone, an index beside it on a desk, dark where the reader's system is. */
export const referenceStyle = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; font-size: 0.875rem; box-sizing: border-box; padding: 1rem 0; }
nav ul { list-style: none; padding-left: 1rem; margin: 0 0 0.5rem; }
main { padding: 1rem 2rem; max-width: 60rem; }
section { border-top: 1px solid #8884; padding: 0.25rem 0 1rem; scroll-margin-top: 1rem; }
.call { font-size: 1.05rem; }
code, pre { font-family: ui-monospace, Consolas, monospace; font-size: 0.875em; overflow-wrap: anywhere; }
pre { overflow: auto; background: #8881; padding: 0.75rem; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8883; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; } main { padding: 1rem; } }
`;
