import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * A Chromium for the browser tests, in this order: CHROME, one installed on the machine, the one that comes by npm.
 * Undefined when there is none; then the browser tests are skipped, visibly, except in CI where that is a failure.
 */
export async function findChromium(env = process.env): Promise<string | undefined> {
  if (env.CHROME) return env.CHROME
  return installedChromium(env.PATH ?? '') ?? (await packagedChromium())
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const installedChromium = (path: string): string | undefined =>
  [...path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))), ...places].find((file) =>
    existsSync(file),
  )

/** Linux x64 only. Unpacks itself, with the libraries a bare machine lacks, when it believes to run on AWS Lambda. */
async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x'
  const packageName: string = '@sparticuz/chromium'
  try {
    const { default: chromium } = await import(packageName)
    return await chromium.executablePath()
  } catch {
    return undefined
  }
}

/** Root may not use Chromium's own sandbox; small machines have a small /dev/shm. */
export const chromiumArgs = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] as const
