/** What `data` compiles to, made once per process and object: profiles and lexicons are few, reports are many. */
export function compileOnce<Data extends object, Compiled>(
  compile: (data: Data) => Compiled,
): (data: Data) => Compiled {
  const known = new WeakMap<Data, Compiled>();
  return (data) => {
    let compiled = known.get(data);
    if (compiled === undefined) {
      compiled = compile(data);
      known.set(data, compiled);
    }
    return compiled;
  };
}
