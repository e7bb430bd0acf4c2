import i18n, { type ResourceLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Lang = 'fr' | 'en'

const remembered = 'etal.office.lang'
const isLang = (text: string | null): text is Lang => text === 'fr' || text === 'en'

type Texts = { default: ResourceLanguage[string] }

// The office's own texts, and those of modules whose API answers text keys.
// French is in the first bundle; English is fetched when somebody wants it.
const french = import.meta.glob<Texts>(
  '../../../texts/fr/{office,payments,promotions,vouchers,gallery,reviews,questions,messages,audience,consent,currencies,recommendations,taxes,orders,stock,channels,inbound,arbitration,holds,audit,standing,assisted,intake,calendar,waiting,delivery,wishes,look,legal,returns,privacy,seo,quotes}.json',
  { eager: true },
)
const english = import.meta.glob<Texts>(
  '../../../texts/en/{office,payments,promotions,vouchers,gallery,reviews,questions,messages,audience,consent,currencies,recommendations,taxes,orders,stock,channels,inbound,arbitration,holds,audit,standing,assisted,intake,calendar,waiting,delivery,wishes,look,legal,returns,privacy,seo,quotes}.json',
)

const namespaceOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.json'.length)

async function loadLanguage(lang: Lang): Promise<void> {
  if (lang !== 'en' || i18n.hasResourceBundle('en', 'office')) return
  const files = Object.entries(english).map(async ([path, load]) => ({ path, texts: await load() }))
  for (const { path, texts } of await Promise.all(files)) {
    i18n.addResourceBundle('en', namespaceOf(path), texts.default)
  }
}

export async function changeLanguage(lang: Lang): Promise<void> {
  await loadLanguage(lang)
  localStorage.setItem(remembered, lang)
  document.documentElement.lang = lang
  await i18n.changeLanguage(lang)
}

export const currentLanguage = (): Lang => (i18n.language === 'en' ? 'en' : 'fr')

export async function startTexts(): Promise<void> {
  const resources = Object.fromEntries(
    Object.entries(french).map(([path, texts]) => [namespaceOf(path), texts.default]),
  )
  await i18n.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    ns: Object.keys(resources),
    defaultNS: 'office',
    resources: { fr: resources },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  const wanted = localStorage.getItem(remembered)
  await changeLanguage(isLang(wanted) ? wanted : 'fr')
}
