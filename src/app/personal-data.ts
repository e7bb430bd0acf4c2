import type { CustomerId } from '#kernel/ids'
import { personalData as customers, type Kept, type Person, type PersonalData, personOf } from '#modules/customers'
import { personalData as logins } from '#modules/logins'
import { personalData as messages } from '#modules/messages'
import { personalData as orders } from '#modules/orders'
import { erasePerson, personWithEmail, readPerson, zipOf } from '#modules/privacy'
import { personalData as groups } from '#modules/promotions'
import { personalData as questions } from '#modules/questions'
import { personalData as quotes } from '#modules/quotes'
import { personalData as returns } from '#modules/returns'
import { personalData as reviews } from '#modules/reviews'
import { personalData as vouchers } from '#modules/vouchers'
import { personalData as waiting } from '#modules/waiting'
import { personalData as wishes } from '#modules/wishes'
import type { Cx } from '#platform/cx'
import { emptyMailsTo, mailsTo } from '#platform/mail'

const mails: PersonalData = {
  name: 'mails',
  read: (cx, { emails }) => mailsTo(cx, emails),
  async erase(tx, { emails }) {
    await emptyMailsTo(tx, emails)
    return []
  },
}

/**
 * Every module that keeps something about people, in the order of an erasure: those that may refuse first, the customer last, as
 * all others find their rows by it. A module that is missing here forgets nobody.
 */
export const personalDataParts: readonly PersonalData[] = [
  orders,
  returns,
  reviews,
  questions,
  messages,
  quotes,
  wishes,
  waiting,
  vouchers,
  groups,
  logins,
  mails,
  customers,
]

type Who = { readonly customerId: CustomerId } | { readonly email: string }

const whoIs = (cx: Cx, who: Who): Promise<Person> =>
  'email' in who ? personWithEmail(cx, who.email) : personOf(cx, who.customerId)

export const exportZip = async (cx: Cx, who: Who): Promise<Uint8Array<ArrayBuffer>> =>
  zipOf(await readPerson(cx, await whoIs(cx, who), personalDataParts))

export const erase = async (cx: Cx, who: Who, because: string): Promise<readonly Kept[]> =>
  erasePerson(cx, { person: await whoIs(cx, who), parts: personalDataParts, because })
