import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Klarna, PASSWORD, USER } from "../../stand-ins/klarna/klarna.ts";
import { reportsConformance } from "../conformance/reports.ts";

reportsConformance(async (home, clock) => {
  const klarna = await Klarna.open(clock);
  const setPassword = (password: string) => writeFileSync(join(home, "password"), password);
  setPassword(PASSWORD);
  return {
    name: "klarnaApi-klarna",
    connectors: {
      klarnaApi: [{ name: "klarna", user: USER, passwordFile: "password", url: klarna.url }],
    },
    offer: (reference, sales) => klarna.pay(reference, "2026-02-27", sales),
    leave: () => klarna.fail("GET /payouts", { kind: "status", status: 503 }, { times: 9 }),
    comeBack: () => klarna.heal(),
    revoke: () => setPassword("an old one"),
    admit: () => setPassword(PASSWORD),
    close: () => klarna.close(),
  };
});
