import type { Id } from '#kernel/ids'

export type TrackerId = Id<'Tracker'>
export const trackerKinds = ['ga4', 'meta-pixel', 'script'] as const
export type TrackerKind = (typeof trackerKinds)[number]
export const purposes = ['audience', 'advertising'] as const
export type Purpose = (typeof purposes)[number]

export type Tracker = {
  readonly id: TrackerId
  readonly kind: TrackerKind
  readonly identifier: string
  readonly purpose: Purpose
}

/** What a page must let through for it. */
export type Hosts = {
  readonly script: readonly string[]
  readonly connect: readonly string[]
  readonly img: readonly string[]
}

type Kind = {
  readonly pattern: RegExp
  readonly hosts: (identifier: string) => Hosts
  /** Our own script that starts it; the vendor's file is loaded by it. */
  readonly start: (identifier: string) => string
}

const google = ['https://*.google-analytics.com', 'https://*.analytics.google.com', 'https://*.googletagmanager.com']
const loader = (source: string): string =>
  `(()=>{const s=document.createElement('script');s.async=true;s.src=${JSON.stringify(source)};document.head.append(s)})();`

/**
 * Google: https://developers.google.com/tag-platform/security/guides/csp; Meta: https://developers.facebook.com/docs/meta-pixel
 * (both read 29 Nov 2026).
 */
const kinds: Readonly<Record<TrackerKind, Kind>> = {
  ga4: {
    pattern: /^G-[A-Z0-9]{4,20}$/,
    hosts: () => ({ script: ['https://*.googletagmanager.com'], connect: google, img: google }),
    start: (id) =>
      `window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}gtag('js',new Date());gtag('config',${JSON.stringify(id)});` +
      loader(`https://www.googletagmanager.com/gtag/js?id=${id}`),
  },
  'meta-pixel': {
    pattern: /^\d{8,20}$/,
    hosts: () => ({
      script: ['https://connect.facebook.net'],
      connect: ['https://www.facebook.com', 'https://connect.facebook.net'],
      img: ['https://www.facebook.com'],
    }),
    start: (id) =>
      "(()=>{const n=window.fbq=window._fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};n.push=n;n.loaded=true;n.version='2.0';n.queue=[];" +
      `fbq('init',${JSON.stringify(id)});fbq('track','PageView')})();${loader('https://connect.facebook.net/en_US/fbevents.js')}`,
  },
  script: {
    pattern: /^(https:\/\/[a-z0-9.-]+|http:\/\/(127\.0\.0\.1|localhost))(:\d{2,5})?\/[\w./-]*$/,
    hosts: (address) => {
      const { origin } = new URL(address)
      return { script: [origin], connect: [origin], img: [origin] }
    },
    start: loader,
  },
}

export const isIdentifier = (kind: TrackerKind, identifier: string): boolean => kinds[kind].pattern.test(identifier)

/** The script that starts the accepted ones, one after the other. */
export const startScript = (trackers: readonly Tracker[]): string =>
  trackers.map(({ kind, identifier }) => kinds[kind].start(identifier)).join('\n')

export function hostsOf(trackers: readonly Tracker[]): Hosts {
  const all = trackers.map(({ kind, identifier }) => kinds[kind].hosts(identifier))
  const of = (part: keyof Hosts): string[] => [...new Set(all.flatMap((hosts) => hosts[part]))]
  return { script: of('script'), connect: of('connect'), img: of('img') }
}

export const choiceCookie = 'etal_choix'
export const choiceKeptSeconds = 182 * 86_400

/** What the cookie says: the proof's id, the list it answers, what was accepted. */
export type Choice = { readonly id: string; readonly list: string; readonly accepted: readonly Purpose[] }

/** Names the present list of trackers: with another list the visitor is asked again. */
export const listName = (trackers: readonly Tracker[]): string =>
  trackers
    .map(({ id }) => id.slice(-6))
    .toSorted()
    .join('')

export const cookieOf = ({ id, list, accepted }: Choice): string => [id, list, accepted.join('+')].join('.')

export function choiceIn(cookie: string | undefined): Choice | undefined {
  const [id, list, accepted] = (cookie ?? '').split('.')
  if (!id || list === undefined || accepted === undefined) return undefined
  return { id, list, accepted: purposes.filter((purpose) => accepted.split('+').includes(purpose)) }
}

/** What a visitor is asked and has answered. */
export type ConsentState = {
  readonly offered: readonly Tracker[]
  /** The trackers accepted; empty without a valid choice. */
  readonly allowed: readonly Tracker[]
  readonly accepted: readonly Purpose[]
  readonly isAsked: boolean
}

export function consentState(offered: readonly Tracker[], cookie: string | undefined): ConsentState {
  const choice = choiceIn(cookie)
  const isValid = choice !== undefined && choice.list === listName(offered)
  const accepted = isValid ? choice.accepted : []
  return {
    offered,
    accepted,
    allowed: offered.filter(({ purpose }) => accepted.includes(purpose)),
    isAsked: offered.length > 0 && !isValid,
  }
}
