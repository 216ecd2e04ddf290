//! Chinese text: normalisation aligned to the original, and tokens.
