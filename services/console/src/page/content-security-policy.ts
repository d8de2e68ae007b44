interface PolicyOptions {
  /** Origins the page may send to besides its own. */
  uploadOrigins?: readonly string[];
  /** The page says itself what its addresses are relative to. */
  hasBase?: boolean;
}

/** Ant Design and the queue board write styles into the page, hence 'unsafe-inline' for styles; scripts come from files alone. */
export function contentSecurityPolicy({ uploadOrigins = [], hasBase = false }: PolicyOptions): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...uploadOrigins].join(' '),
    "object-src 'none'",
    `base-uri ${hasBase ? "'self'" : "'none'"}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
