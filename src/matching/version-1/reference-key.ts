/** How version 1 compared references: as they were written in lower case, without spaces around them and a leading "#". */
export const REFERENCE_KEY_OF_VERSION_1 = /* sql */ `
  create or replace function reference_key(reference text) returns text
    language sql immutable parallel safe
    return nullif(lower(btrim(case when left(btrim(reference), 1) = '#' then substr(btrim(reference), 2)
                                   else reference end)), '')`;
