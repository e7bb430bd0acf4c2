import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Facts } from '../../blocks/facts.tsx'
import { phoneWords } from '../../blocks/phone-words.ts'
import { countryText, dayText } from '../../blocks/words.ts'
import { type Order, orderTermsQuery } from './orders-query.ts'

export function OrderBuyer({ order }: { order: Order }) {
  const { t } = useTranslation()
  const { buyer, address } = order
  const terms = useQuery(orderTermsQuery(order.id)).data?.items[0]
  const lines = [
    address.name,
    address.line1,
    address.line2,
    `${address.postcode} ${address.city}`,
    countryText(address.country),
  ]
  return (
    <>
      <Text component="address" fs="normal" size="sm" mb="sm">
        {lines
          .filter((line) => line?.trim())
          .map((line) => (
            <span key={line} style={{ display: 'block' }}>
              {line}
            </span>
          ))}
      </Text>
      <Facts
        facts={[
          [t('orders.method'), t(`orders.methods.${order.deliveryMethod}`, { defaultValue: order.deliveryMethod })],
          [t('orders.buyer'), buyer.name],
          [
            t('signIn.email'),
            buyer.email && (
              <Anchor size="sm" href={`mailto:${buyer.email}`}>
                {buyer.email}
              </Anchor>
            ),
          ],
          [
            t('orders.phone'),
            buyer.phone && (
              <Anchor size="sm" href={`tel:${buyer.phone}`}>
                {phoneWords(buyer.phone)}
              </Anchor>
            ),
          ],
          [
            t('legal:office.title'),
            terms && (
              <Anchor size="sm" href={`/cgv/${terms.number}`} target="_blank">
                {t('legal:office.version', { number: terms.number })} ({dayText(terms.publishedAt.slice(0, 10))})
              </Anchor>
            ),
          ],
        ]}
      />
    </>
  )
}
