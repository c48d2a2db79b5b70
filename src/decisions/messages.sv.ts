/** Swedish texts of this folder. */
import type { Message } from "../message.ts";

export const sv = {
  // Raden läggs på kundfakturor (--match).
  lineExceedsOpen: (rest: Message) => `Beloppet är ${rest.sv} högre än restbeloppet på det du angett.`,
  nameMoreOrAddAccount: "Ange fler fakturor, eller ett konto för resten (--account N).",
  kindNotForType: ({ type, allowed, kind }: { type: string | null; allowed: string[]; kind: string }) =>
    `En ${type} kan bara matchas mot ${allowed.join(" eller ")}, inte mot ${kind}.`,
  matchExample: (kind: string | undefined) => `Ange till exempel 1001 (--match ${kind}:1001).`,
  notInBooks: (name: Message) => `Det finns ingen ${name.sv} i böckerna.`,
  importFirst: "Läs in den först: kvitt receivables FIL",
  severalMerchants: (name: Message) => `Flera handlar-id har ${name.sv}, och inget av dem är radens.`,
  nameOneOf: (names: string[]) => `Ange vilken (--match): ${names.join(" eller ")}.`,
  listsDisagree: (name: Message) => `Två listor har olika uppgifter om ${name.sv}.`,
  resolveChangedFirst: "Åtgärda först den avvikelsen (receivable_changed): kvitt deviations",
  otherCurrency: ({
    lineCurrency,
    name,
    currency,
  }: {
    lineCurrency: string;
    name: Message;
    currency: string;
  }) => `Raden är i ${lineCurrency}, men ${name.sv} är i ${currency}.`,
  useAccount: "Bokför på ett konto i stället (--account N).",
  nothingOpen: (name: Message) => `Restbeloppet på ${name.sv} är noll.`,
  undoOrUseAccount: "Ångra det som slutbetalade den, eller bokför på ett konto (--account N).",
  namedTwice: (name: Message) => `Samma faktura eller order är angiven två gånger: ${name.sv}.`,
  nameOnce: "Ange den en gång.",
  openExceedsLine: (amount: Message) =>
    `Restbeloppen är tillsammans högre än radens ${amount.sv}: det finns flera sätt att fördela det.`,
  nameOnlyPaidInFull: "Ange bara dem som raden betalar helt.",
  receivable: ({ kind, number }: { kind: Message; number: string }) => `${kind.sv} ${number}`,

  // Vilken avvikelse.
  notAboutLine: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) gäller ingen rad, så det finns inget att bokföra.`,
  acceptIt: "Godta den med ett skäl (--accept --why TEXT).",
  alreadyResolved: (id: bigint) => `Avvikelse ${id} är redan åtgärdad.`,
  undoFirst: (id: bigint) => `Ångra först: kvitt undo ${id}`,
  noDeviation: (id: bigint) => `Det finns ingen avvikelse ${id}.`,
  seeDeviations: "Se listan: kvitt deviations",
  nothingToMatch: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) har inget kvar att matcha.`,
  nothingToBook: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) har inget kvar att bokföra.`,
  acceptOrMove:
    "Godta den med ett skäl (--accept --why TEXT), eller flytta ett återkrav till ett konto (--account N).",

  // Ångra (kvitt undo).
  laterDependsOnIt: (id: bigint) =>
    `Beslutet om avvikelse ${id} kan inte ångras: något senare bygger på det.`,
  undoLaterFirst: "Ångra det senare först, till exempel en återbetalning av samma order.",
  nothingToUndo: (id: bigint) => `Ingen har åtgärdat avvikelse ${id}, så det finns inget att ångra.`,
  restIsWrittenOff: ({ id, number }: { id: bigint; number: string }) =>
    `Beslutet om avvikelse ${id} kan inte ångras: resten av ${number} är avskriven.`,
  undoWriteOffFirst: (id: bigint) => `Ångra avskrivningen först: kvitt undo ${id}`,

  // Konton och belopp (--account, --split, --vat).
  unknownAccount: ({ account, from }: { account: number; from: string }) =>
    `Konto ${account} finns inte i kontoplanen (${from}).`,
  nearestAccounts: (near: string) =>
    `Närmast finns ${near}. Är kontot nytt: exportera kontoplanen på nytt, eller skriv in det under accountsInUse.`,
  notAnAmount: ({ amount, account, currency }: { amount: string; account: number; currency: string }) =>
    `"${amount}" på konto ${account} är inget belopp i ${currency} över noll.`,
  splitExample: "Skriv till exempel 3740=12.50.",
  accountNamedTwice: (account: number) => `Konto ${account} är angivet två gånger.`,
  nameOnceWithWhole: "Ange det en gång, med hela beloppet.",
  nothingLeftForAccount: (whole: Message) =>
    `Beloppen är redan ${whole.sv}, och inget blir kvar till kontot utan belopp.`,
  splitTooMuch: ({ named, whole, difference }: { named: Message; whole: Message; difference: Message }) =>
    `Beloppen är ${named.sv}, men ${whole.sv} ska fördelas: ${difference.sv} för mycket.`,
  splitTooLittle: ({ named, whole, difference }: { named: Message; whole: Message; difference: Message }) =>
    `Beloppen är ${named.sv}, men ${whole.sv} ska fördelas: ${difference.sv} för lite.`,
  correctAmounts: "Rätta beloppen; ett konto utan belopp (--account N) tar det som blir kvar.",
  noVatIn: (accounts: string) =>
    `Det finns ingen moms att bryta ut ur konto ${accounts}: bara intäkter och kostnader har moms.`,
  leaveVatOut: "Ta bort momsen (--vat), eller ange ett intäkts- eller kostnadskonto.",

  // Avskrivning (--write-off).
  noRestToWriteOff: ({ id, code }: { id: bigint; code: string }) =>
    `Avvikelse ${id} (${code}) har inget restbelopp att skriva av.`,
  writeOffIsForPartlyPaid:
    "Avskrivning (--write-off) gäller delbetalda fakturor. Lägg raden på ett konto (--account N).",
  aboveLimit: ({ left, actor, limit }: { left: Message; actor: string; limit: Message }) =>
    `Restbeloppet är ${left.sv}, och beloppsgränsen för ${actor} är ${limit.sv}.`,
  raiseLimit: (actor: string) =>
    `Höj people.${actor}.writeOffLimit i kvitt.config.yaml, låt någon annan skriva av (--as), eller kreditera fakturan.`,

  // Several at once.
  noneChosen: "Ingen avvikelse är vald.",
  chooseSome: "Markera dem som du vill åtgärda.",
  tooManyAtOnce: ({ count, max }: { count: number; max: number }) =>
    `${count} avvikelser är valda, och högst ${max} åtgärdas på en gång.`,
  chooseFewer: "Åtgärda dem i flera omgångar.",
  noCandidate: (id: number) => `Avvikelse ${id} har ingen kandidat.`,
  severalCandidates: ({ id, count }: { id: number; count: number }) =>
    `Avvikelse ${id} har ${count} kandidater.`,
  candidateIsUncertain: (id: number) => `Kandidaten för avvikelse ${id} är osäker.`,
  decideAlone: "Öppna den, och se vad som finns där.",
  notAsShown: "Bokföringen har ändrats sedan förhandsgranskningen, så ingenting är bokfört.",
  lookAgain: "Se på förhandsgranskningen som den är nu, och besluta igen.",

  // A second person above an amount (people.fourEyesAbove).
  needsSecondPerson: ({ amount, limit }: { amount: Message; limit: Message }) =>
    `Beslutet gäller ${amount.sv}, och över ${limit.sv} måste en andra person godkänna.`,
  proposeInDesk:
    "Fatta beslutet i webbläsaren: där sparas det som ett förslag, tills en annan person som får besluta godkänner det.",
  proposalWaits: ({ id, actor }: { id: bigint; actor: string }) =>
    `Ett förslag av ${actor} om avvikelse ${id} väntar på en andra person.`,
  endProposalFirst: "Det måste först godkännas, avslås eller dras tillbaka, i webbläsaren.",
  noProposal: (id: bigint) => `Det finns inget förslag ${id}.`,
  seeProposals: "Se vad som väntar på sidan med avvikelser.",
  proposalEnded: {
    approved: (actor: string) => `${actor} har redan godkänt förslaget.`,
    rejected: (actor: string) => `${actor} har avslagit förslaget.`,
    withdrawn: (actor: string) => `${actor} har dragit tillbaka förslaget.`,
  },
  deviationClosedMeanwhile: (id: bigint) =>
    `Avvikelse ${id} har stängts sedan förslaget, så det finns inget kvar att besluta.`,
  ownProposal: "Förslaget är ditt eget.",
  askSecondPerson: "En annan person som får besluta måste godkänna det.",
  withdrawInstead: "Dra tillbaka det i stället.",
  notOwnProposal: (actor: string) => `Förslaget är gjort av ${actor}, som ensam får dra tillbaka det.`,
  rejectInstead: "Avslå det i stället, med en orsak.",
  nobodyBehind: (actor: string) => `Det är inte känt vilken person som skapade nyckeln till ${actor}.`,
  makeNewToken: "En administratör kan skapa en ny i inställningarna; eller logga in, och besluta där.",
};
