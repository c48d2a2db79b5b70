/** Settings that have no effect as things stand, though they may have one later: not refused, but told. */
import { ACCOUNT_CHARTS, type AccountRole } from "../config/accounts.ts";
import type { Settings } from "../config/settings.ts";
import { knownKinds } from "../config/detailed-types.ts";
import type { Message } from "../message.ts";

export interface Idle {
  readonly problem: Message;
  readonly remedy: Message;
}

export function idleSettings(settings: Settings): readonly Idle[] {
  return [...idleAccounts(settings), ...unknownDetails(settings), ...idleReading(settings)];
}

/** Roles that only one way of booking VAT uses. */
function idleAccounts({ accounts, merchants, voucher, chart }: Settings): Idle[] {
  const idle: AccountRole[] = voucher.feeVat === "reverse" ? [] : ["reverseVatOut"];
  const all: readonly (readonly [place: string, accounts: Settings["accounts"]])[] = [
    ["accounts", accounts],
    ...Object.entries(merchants).map(([id, own]) => [`merchants.${id}.accounts`, own.accounts] as const),
  ];
  return all.flatMap(([place, own]) =>
    idle
      .filter((role) => own[role] !== undefined && own[role] !== ACCOUNT_CHARTS[chart][role])
      .map((role) => ({
        problem: {
          sv: `${place}.${role} har ingen verkan: voucher.feeVat är ${voucher.feeVat}`,
          en: `${place}.${role} has no effect: voucher.feeVat is ${voucher.feeVat}`,
        },
        remedy: {
          sv: "Ta bort kontot, eller skriv voucher.feeVat: reverse.",
          en: "Take the account out, or write voucher.feeVat: reverse.",
        },
      })),
  );
}

function unknownDetails({ lineAccounts, merchants }: Settings): Idle[] {
  const known = knownKinds();
  const keys = [lineAccounts, ...Object.values(merchants).map((own) => own.lineAccounts)].flatMap(
    Object.keys,
  );
  return [...new Set(keys)]
    .filter((key) => key.includes("/") && !known.has(key.toUpperCase()))
    .map((key) => ({
      problem: {
        sv: `lineAccounts har ${key}, som Klarnas dokument inte nämner`,
        en: `lineAccounts has ${key}, which Klarna's documents do not name`,
      },
      remedy: {
        sv: "Se efter i en rapport hur den detaljerade typen stavas; står den så där är allt bra.",
        en: "Look in a report how the detailed type is spelt; if it stands there like that, all is well.",
      },
    }));
}

/** Whose file it is must be known before it is read: by its folder, where there are several merchants. */
function idleReading({ merchants }: Settings): Idle[] {
  const entries = Object.entries(merchants);
  if (entries.length < 2) return [];
  return entries
    .filter(
      ([, own]) =>
        Object.keys(own.headers).length > 0 || own.decimalMark !== undefined || own.dateOrder !== undefined,
    )
    .map(([id]) => ({
      problem: {
        sv: `headers, decimalMark och dateOrder för ${id} gäller bara filer i inkorgens mapp ${id}/`,
        en: `headers, decimalMark and dateOrder of ${id} are only for files in the inbox's folder ${id}/`,
      },
      remedy: {
        sv: `Lägg dess rapporter i inbox/${id}/: i roten vet Kvitt inte vems en fil är innan den har lästs.`,
        en: `Put its reports into inbox/${id}/: in the root Kvitt does not know whose a file is before it has been read.`,
      },
    }));
}
