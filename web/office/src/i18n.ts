import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import french from '../../../texts/fr/office.json'

export type Lang = 'fr' | 'en'

const remembered = 'etal.office.lang'
const isLang = (text: string | null): text is Lang => text === 'fr' || text === 'en'

/** French is in the first bundle; English is fetched when somebody wants it. */
async function loadLanguage(lang: Lang): Promise<void> {
  if (lang === 'en' && !i18n.hasResourceBundle('en', 'office')) {
    const english = await import('../../../texts/en/office.json')
    i18n.addResourceBundle('en', 'office', english.default)
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
  await i18n.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    ns: 'office',
    defaultNS: 'office',
    resources: { fr: { office: french } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  const wanted = localStorage.getItem(remembered)
  await changeLanguage(isLang(wanted) ? wanted : 'fr')
}
