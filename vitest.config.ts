import { defineConfig } from 'vitest/config';

// Three projects, so that the fast loop stays fast: `npx vitest run --project unit`.
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,events,rules,local,functions,test}/**/*.test.ts'],
          exclude: ['**/*.stack.test.ts', '**/node_modules/**'],
          // What a test shows does not depend on how busy the machine is.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stack',
          include: ['{lib,functions,local,test}/**/*.stack.test.ts'],
          globalSetup: ['test/support/emulators.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          // All files share one synthesized template.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
