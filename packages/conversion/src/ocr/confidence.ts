/** Mean confidence of a page, 0–100, below which its figures should be checked. */
export const lowConfidence = 75;
/** Below this nothing was recognised: photographs, pages on their side. */
export const minConfidence = 40;
