/** Tests are TypeScript ES modules; swc strips the types, tsc checks them (npm run typecheck). */
export default {
  // whole shops, started processes: `npm run test:long`, so that `npm test` stays short enough to run at each change; what takes
  // many minutes, as each protection that is taken away in turn, is `npm run test:slow`
  testMatch: ["<rootDir>/test/**/*.test.ts", "!**/*.long.test.ts", "!**/*.slow.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  setupFiles: ["<rootDir>/test/setup/check-rows.ts"],
  globalSetup: "<rootDir>/test/setup/global-setup.ts",
  globalTeardown: "<rootDir>/test/setup/global-teardown.ts",
  // most of a test's time is PostgreSQL's, or another process's
  maxWorkers: "100%",
  testTimeout: 20_000,
  // A worker that has ended without a handle left still takes up to a second to give back its memory on a busy
  // machine, and jest says after half a second that it leaks. One that does leak is still found: it never ends.
  workerGracefulExitTimeout: 10_000,
};
