/** How references compared by version 1: the bytes as they were, trimmed of spaces, without a leading "#". */
export const REFERENCE_KEY_OF_VERSION_1 = /* sql */ `
  create or replace function reference_key(reference text) returns text
    language sql immutable parallel safe
    return nullif(lower(btrim(case when left(btrim(reference), 1) = '#' then substr(btrim(reference), 2)
                                   else reference end)), '')`;
