import { afterAll, beforeEach } from 'vitest'
import { createSandbox, type Sandbox } from '#sandbox/server'

export type Call = { path: string; method?: string; headers?: Record<string, string>; json?: unknown; body?: BodyInit }
export type Answer = { status: number; headers: Headers; text: string; body: Body }
// biome-ignore lint/suspicious/noExplicitAny: tests read other people's JSON freely and fail loudly when it is not there
type Body = any
type VendorCall = Omit<Call, 'path'>

const startOfTrial = new Date('2026-03-02T09:00:00Z')
const discogsHeaders = { 'User-Agent': 'EtalTest/1.0', Authorization: 'Discogs token=sandbox-discogs-token' }

/** A fresh sandbox per test with a clock that only moves when told. */
export function useTrial() {
  const clock = { at: startOfTrial }
  const open = (): Sandbox => createSandbox({ store: ':memory:', now: () => clock.at })
  const running = { sandbox: open() }

  beforeEach(() => {
    running.sandbox.close()
    clock.at = startOfTrial
    running.sandbox = open()
  })

  afterAll(() => running.sandbox.close())

  const call = ({ path, method = 'GET', headers = {}, json, body }: Call): Promise<Answer> => {
    const content = json === undefined ? body : JSON.stringify(json)
    const type: Record<string, string> = json === undefined ? {} : { 'Content-Type': 'application/json' }
    const request = { method, headers: { ...type, ...headers }, ...(content === undefined ? {} : { body: content }) }
    return answerOf(running.sandbox.app.request(path, request))
  }

  return {
    get sandbox() {
      return running.sandbox
    },
    advance: (milliseconds: number) => {
      clock.at = new Date(clock.at.getTime() + milliseconds)
    },
    call,
    discogs: (path: string, options: VendorCall = {}) =>
      call({ ...options, path: `/discogs${path}`, headers: { ...discogsHeaders, ...options.headers } }),
    buy: (vendor: 'discogs' | 'ebay', listingId: string | number) =>
      call({ path: `/${vendor}/_buy/${listingId}`, method: 'POST', headers: { Accept: 'application/json' } }),
  }
}

async function answerOf(pending: Response | Promise<Response>): Promise<Answer> {
  const response = await pending
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

export const aDiscogsListing = (changes: Readonly<Record<string, unknown>> = {}) => ({
  release_id: 249504,
  condition: 'Very Good Plus (VG+)',
  sleeve_condition: 'Very Good (VG)',
  price: 12.5,
  status: 'For Sale',
  external_id: 'E-7K3Q9',
  ...changes,
})
