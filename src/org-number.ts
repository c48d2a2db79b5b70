/**
 * Reads organisation numbers of the Nordic countries, as people write them, into the form that a SIE file's #ORGNR has:
 * 556334-3689 (SE), 923609016 (NO), 12345678 (DK), 1234567-8 (FI). Pure.
 *
 * Check digits: SE by Luhn (Skatteverket, SKV 709), NO by weights modulo 11 (Brønnøysundregistrene). A Danish or Finnish
 * number is accepted by its form alone, and `kvitt doctor` warns when its check digit is not the usual one: we know no source
 * that every number in use there has a right one, and a refusal stops everything.
 */
import { messages } from "./messages.ts";
import { refuse, type Parsed } from "./errors.ts";
import type { Message } from "./message.ts";

export const COUNTRIES = ["SE", "NO", "DK", "FI"] as const;
export type Country = (typeof COUNTRIES)[number];

interface Form {
  readonly country: Message;
  readonly example: string;
  /** The written form of the digits alone; null: no number of this country. */
  readonly written: (digits: string) => string | null;
  readonly checks: (digits: string) => boolean;
  readonly refusesWrongCheck: boolean;
}

const FORMS: Readonly<Record<Country, Form>> = {
  SE: {
    country: messages.swedish,
    example: "556334-3689",
    written: (digits) => {
      // a century (16 for companies, 19 or 20 for people) before it, or the 01 of a VAT number after it
      const ten = /^(?:16|19|20)?(\d{10})$/.exec(digits)?.[1] ?? /^(\d{10})01$/.exec(digits)?.[1];
      return ten === undefined ? null : `${ten.slice(0, 6)}-${ten.slice(6)}`;
    },
    checks: luhn,
    refusesWrongCheck: true,
  },
  NO: {
    country: messages.norwegian,
    example: "923609016",
    written: (digits) => (/^\d{9}$/.test(digits) ? digits : null),
    checks: (digits) => (11 - (weighed(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(digits[8]),
    refusesWrongCheck: true,
  },
  DK: {
    country: messages.danish,
    example: "12345678",
    written: (digits) => (/^\d{8}$/.test(digits) ? digits : null),
    checks: (digits) => weighed(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    refusesWrongCheck: false,
  },
  FI: {
    country: messages.finnish,
    example: "1234567-8",
    written: (digits) => (/^\d{8}$/.test(digits) ? `${digits.slice(0, 7)}-${digits.slice(7)}` : null),
    checks: (digits) => (11 - (weighed(digits, [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11 === Number(digits[7]),
    refusesWrongCheck: false,
  },
};

/**
 * "556334-3689", "16556334-3689", "NO 923 609 016 MVA", "DK12345678", "1234567-8". `country` is whose number it is, unless the
 * number begins with the letters of one.
 */
export function readOrgNumber(text: string, country: Country): Parsed<string> {
  const { form, digits } = partsOf(text, country);
  const written = digits === null ? null : form.written(digits);
  if (written === null)
    return refuse(messages.writeOrgNumber({ country: form.country, example: form.example }));
  if (form.refusesWrongCheck && !form.checks(onlyDigits(written))) return refuse(messages.wrongCheckDigit);
  return { ok: true, value: written };
}

/** Whether the check digit agrees, also where a wrong one is not refused. True for what has not the country's form. */
export function hasRightCheck(text: string, country: Country): boolean {
  const { form, digits } = partsOf(text, country);
  const written = digits === null ? null : form.written(digits);
  return written === null || form.checks(onlyDigits(written));
}

function partsOf(text: string, country: Country): { form: Form; digits: string | null } {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s.\p{Pd}\p{Cf}]/gu, "")
    .toUpperCase();
  const [, letters, digits] = /^([A-Z]{2})?(\d+)(?:MVA)?$/.exec(plain) ?? [];
  const own = COUNTRIES.find((one) => one === letters);
  if (letters !== undefined && own === undefined) return { form: FORMS[country], digits: null };
  return { form: FORMS[own ?? country], digits: digits ?? null };
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, "");
}

function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/** Every second digit doubled, the digits of all added: a multiple of ten. */
function luhn(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const one = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (one > 9 ? one - 9 : one);
  }, 0);
  return sum % 10 === 0;
}
