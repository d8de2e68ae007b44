// Mean confidence of a page, 0–100. Measured on a page made worse step by step: at 89 and more at most 3 % of the characters are
// wrong, at 80 to 82 about 8 %, at 71 13 %, at 57 23 %; a page on its side gives 13.

/** Below this the page's figures should be checked. */
export const lowConfidence = 85;
/** Below this the page may lie on its side. */
export const uprightConfidence = 60;
/** Below this nothing was recognised: a photograph or a drawing was read as characters. */
export const minConfidence = 40;
