/** What a kind of deviation is called. */
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import type { Language } from "../../message.ts";

export function titleOf(code: string, language: Language): string {
  return isDeviationCode(code) ? deviationTexts(code).title[language] : code;
}
