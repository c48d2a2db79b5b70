/** Swedish texts of this folder. */

export const sv = {
  left: "Restbelopp:",
  decided: "Matchning och beslut",
  deviationsOfLine: "Avvikelser om raden",
  ladder: "Stegen i tur och ordning, enligt böckerna i dag utan radens egen matchning",
  account: "konto",
  receivableShare: (amount: string) => `${amount} av kundfakturan eller ordern`,
  voucher: "verifikation",
  reversed: "– ångrat",
  candidatesThen: "möjliga då:",
  completedFrom: (names: string) => `Kompletterad med uppgifter ur ${names}.`,
  open: "restbelopp",
  decidedBy: ({ actor, at, why }: { actor: string; at: string; why: string }) =>
    `beslutat av ${actor} ${at}${why}`,
  matchedBy: ({
    rule,
    rung,
    key,
    rules,
    run,
  }: {
    rule: string;
    rung: string | number;
    key: string;
    rules: number;
    run: string | number;
  }) => `${rule}, steg ${rung} (${key}), regler version ${rules}, körning ${run}`,
  outcomeSettles: (rule: string) => `avgör: ${rule}`,
  outcomeDeviates: ({ title, code }: { title: string; code: string }) =>
    `avgör: avvikelse, ${title} (${code})`,
  states: {
    settled: "Raden är helt matchad.",
    partly: "Raden är delvis matchad.",
    open: "Raden är inte matchad; beloppet ligger på avräkningskontot.",
    unmatched:
      "Butiken bokför dagssummor (receivables: none): raden ligger på avräkningskontot och matchas inte mot någon kundfaktura eller order.",
    booked: "Rader av den här typen matchas inte; de bokförs på ett konto.",
  },
  rungs: {
    1: "Leveransens eller återbetalningens id",
    2: "Klarnas order-id",
    3: "Butikens referenser",
    4: "Butikens andra referens",
  },
  withoutLeadingZeros: ", utan inledande nollor",
  outcomes: {
    no_reference: "raden har ingen sådan referens",
    no_candidate: "inget i böckerna har den",
    contradicted: "det som stämmer motsäger raden på annat sätt, och matchas aldrig automatiskt",
    not_reached: "prövas inte, ett starkare steg gav svaret",
    waits: "väntar, ordern har inte fått någon betalning än",
  },
  rules: {
    exact: "exakt belopp",
    twin: "en av flera lika i samma order, i datumordning",
    whole_order: "hela ordern på en rad",
    tolerance: "skillnaden är öresutjämning",
    part: "delbetalning",
    pay_back: "återbetalning av en betald order",
    by_hand: "beslutat av en person",
    written_off: "restbeloppet är avskrivet",
    reversal: "ångrat",
  },
  why: {
    exact: "matchas, beloppet är exakt radens",
    twin: "matchas, först i datumordning av flera lika",
    whole_order: "matchas, orderns hela restbelopp är radens belopp",
    tolerance: "matchas, skillnaden ryms i öresutjämningen",
    part: "matchas till en del, raden är mindre",
    pay_back: "matchas, betalar tillbaka en del av det som kommit in",
    stronger_rung: "matchas inte, ett starkare steg avgör",
    contradicts: "matchas inte, motsäger raden",
    second_reference_alone: "matchas inte, bara den andra referensen stämmer och beloppet är ett annat",
    other_currency: "matchas inte, annan valuta",
    nothing_received: "matchas inte, ordern har inte fått betalt än",
    nothing_open: "matchas inte, restbeloppet är noll",
    amount_differs: "matchas inte, en annan har exakt radens belopp",
    later_twin: "matchas inte, en lika med tidigare datum går före",
    not_alone: "matchas inte, flera svar är möjliga och Kvitt gissar aldrig",
    too_small: "matchas inte, restbeloppet är mindre än radens belopp",
  },
  severalLines: "Flera utbetalningar har den raden.",
  severalLinesRemedy: (example: string) => `Ange handlar-id också, till exempel ${example}`,
  noDeviation: (deviation: bigint) => `Det finns ingen avvikelse ${deviation} som gäller en rad.`,
  noDeviationRemedy: "Se listan: kvitt deviations --all",
  noRow: ({ row, paymentReference }: { row: number; paymentReference: string }) =>
    `Det finns ingen rad ${row} i utbetalning ${paymentReference}.`,
  noLine: "Raden finns inte.",
  noRowRemedy: "Ange filens radnummer; kvitt payouts visar utbetalningarna.",
};
