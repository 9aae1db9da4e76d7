import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['test/unit/**/*.test.{ts,tsx,mjs}'],
    // Tests start real sidecars and write real files; two slow cores are enough for all of them.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
