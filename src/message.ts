/**
 * What people are told, in the languages they read. A message is made where the fact is known and carries every language at
 * once; who shows it (terminal, mail, page) picks one. The texts stand in each folder's `messages.sv.ts` and
 * `messages.en.ts`; a further language is one more file beside them.
 */
export const LANGUAGES = ["sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One message in every language. */
export type Message = Readonly<Record<Language, string>>;

/** The texts of a folder in one language: a text, or a function of what it names. */
type Texts = Readonly<Record<string, string | ((...values: never[]) => string)>>;

export type Messages<T extends Texts> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => Message : Message;
};

/** Lays the languages' texts together, key by key: `messages.fileIsEmpty`, `messages.tooLong(80)`. */
export function inEveryLanguage<T extends Texts>(texts: Readonly<Record<Language, T>>): Messages<T> {
  const keys = Object.keys(texts.sv);
  return Object.fromEntries(keys.map((key) => [key, messageOf(texts, key)])) as Messages<T>; // keys of T, one by one
}

function messageOf(texts: Readonly<Record<Language, Texts>>, key: string): unknown {
  const [sv, en] = [texts.sv[key], texts.en[key]];
  if (typeof sv === "function" && typeof en === "function")
    return (...values: never[]): Message => ({ sv: sv(...values), en: en(...values) });
  return { sv, en };
}
