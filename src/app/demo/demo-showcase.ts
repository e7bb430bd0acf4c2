import { createBanner } from '#modules/banners'
import { createCollection } from '#modules/collections'
import type { Cx } from '#platform/cx'

const plain = { isShown: true, pictureKey: null, productSlugs: [] }
const always = { isOn: true, pictureKey: null, startsAt: null, endsAt: null } as const

/** What the demo shop puts in front: three collections by rule, three banners that lead to something on its shelves. */
export async function arrangeDemoShowcase(cx: Cx): Promise<void> {
  await createCollection(cx, {
    ...plain,
    kind: 'rule',
    rule: { genres: ['Jazz'], media: ['vinyl'] },
    texts: {
      fr: {
        title: 'Jazz en vinyle',
        intro: 'Du hard bop au jazz de chambre : des 33 tours écoutés face A **et** face B avant d’entrer ici.',
      },
      en: {
        title: 'Jazz on vinyl',
        intro: 'From hard bop to chamber jazz: LPs played on side A **and** side B before they come in here.',
      },
    },
  })
  await createCollection(cx, {
    ...plain,
    kind: 'rule',
    rule: { countries: ['France'], decades: [1960, 1970] },
    texts: {
      fr: { title: 'France, années 60 et 70', intro: 'Pressages français d’époque, de Barbara aux orchestres de bal.' },
      en: {
        title: 'France, sixties and seventies',
        intro: 'French pressings of the time, from Barbara to dance-hall bands.',
      },
    },
  })
  await createCollection(cx, {
    ...plain,
    kind: 'rule',
    rule: { grade: 'NM' },
    texts: {
      fr: { title: 'Comme neufs', intro: 'Notés NM ou mieux, et nous sommes sévères.' },
      en: { title: 'Like new', intro: 'Graded NM or better, and we are strict.' },
    },
  })
  await createBanner(cx, {
    ...always,
    position: 1,
    tone: 'accent',
    target: 'collection:jazz-en-vinyle',
    texts: {
      fr: {
        title: 'Jazz en vinyle',
        text: 'Toute la caisse du fond a été réécoutée cette semaine.',
        button: 'Voir la collection',
      },
      en: {
        title: 'Jazz on vinyl',
        text: 'The whole back crate was played again this week.',
        button: 'See the collection',
      },
    },
  })
  await createBanner(cx, {
    ...always,
    position: 2,
    tone: 'highlight',
    target: 'page:list?medium=cd&price=0-500',
    texts: {
      fr: {
        title: 'Des CD à moins de 5 €',
        text: 'De quoi remplir une étagère sans vider le compte.',
        button: 'Fouiller',
      },
      en: { title: 'CDs under €5', text: 'Fill a shelf without emptying the account.', button: 'Dig in' },
    },
  })
  await createBanner(cx, {
    ...always,
    position: 3,
    tone: 'ink',
    target: 'collection:comme-neufs',
    texts: {
      fr: {
        title: 'Comme neufs',
        text: 'Des copies notées NM ou mieux, pour les oreilles difficiles.',
        button: 'Les voir',
      },
      en: { title: 'Like new', text: 'Copies graded NM or better, for demanding ears.', button: 'See them' },
    },
  })
}
