/**
 * Texts for people, in every language. A message is made where the fact is known and has every language at once; the place
 * that shows it (terminal, mail, page) picks one. The texts are in each folder's `messages.sv.ts` and `messages.en.ts`; a
 * further language is one more file beside them.
 */
export const LANGUAGES = ["sv", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One message in every language. */
export type Message = Readonly<Record<Language, string>>;

/** The same made for each language. */
export function inEach(make: (language: Language) => string): Message {
  return { sv: make("sv"), en: make("en") };
}

/** What is the same in every language: a name, a number, the words of another program. */
export function verbatim(text: string): Message {
  return inEach(() => text);
}

/** The texts of a folder in one language: a text, a function of what it names, or a group of texts by what they name. */
interface Texts {
  readonly [key: string]: string | ((...values: never[]) => string) | Texts;
}

export type Messages<T extends Texts> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string
    ? (...values: V) => Message
    : T[K] extends Texts
      ? Messages<T[K]>
      : Message;
};

/** Joins the texts of the languages, key by key: `messages.fileIsEmpty`, `messages.tooLong(80)`, `messages.states.open`. */
export function inEveryLanguage<T extends Texts>(texts: Readonly<Record<Language, T>>): Messages<T> {
  const keys = Object.keys(texts.sv);
  return Object.fromEntries(keys.map((key) => [key, messageOf(texts, key)])) as Messages<T>; // fromEntries forgets the keys
}

function messageOf(texts: Readonly<Record<Language, Texts>>, key: string): unknown {
  const [sv, en] = [texts.sv[key], texts.en[key]];
  if (typeof sv === "function" && typeof en === "function")
    return (...values: never[]): Message => ({ sv: sv(...values), en: en(...values) });
  if (typeof sv === "object" && typeof en === "object") return inEveryLanguage({ sv, en });
  return { sv, en };
}
