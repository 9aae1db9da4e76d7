import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const executablePath = findChromium()

export default defineConfig({
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // On a machine that nobody watches: the summary says how many passed only so, and their traces of the first try are kept.
  retries: process.env.CI ? 1 : 0,
  // Nothing waits longer than it has to; a slow machine is given the time it needs.
  timeout: 480_000,
  expect: {
    timeout: 45_000,
    // A moved button is found, another antialiasing of a letter is not.
    toHaveScreenshot: { pathTemplate: '{testDir}/looks/{arg}{ext}', animations: 'disabled', maxDiffPixelRatio: 0.002 },
  },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 820 },
    colorScheme: 'light',
    trace: 'retain-on-failure',
    launchOptions: executablePath ? { executablePath } : {},
  },
  projects: [
    { name: 'window', testDir: 'test/e2e' },
    // Starts Electron itself; skipped with its reason where that is not to be had.
    { name: 'electron', testDir: 'test/electron' },
  ],
})
