import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { moneyText } from '../../blocks/words.ts'
import classes from './order-lines.module.css'
import type { Order } from './orders-query.ts'

/** What to take from which shelf: the copy's code and place stand before its name. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation()
  const totals: (readonly [string, number])[] = [
    [t('orders.items'), order.itemsMinor],
    ...order.discounts
      .filter(({ isDelivery }) => !isDelivery)
      .map(({ name, code, amountMinor }) => [[name, code].filter(Boolean).join(' · '), -amountMinor] as const),
    [t('orders.deliveryPrice'), order.deliveryMinor],
    [t('orders.total'), order.totalMinor],
    ...(order.voucherMinor > 0 ? [[t('vouchers:paidBy'), -order.voucherMinor] as const] : []),
    ...(order.voucherMinor > 0 ? [[t('vouchers:due'), order.dueMinor] as const] : []),
  ]
  return (
    <>
      <ul className={classes.lines}>
        {order.lines.map((line) => (
          <li key={line.id} className={classes.line}>
            <div className={classes.copies}>
              {line.units.map((unit) => (
                <span key={unit.id} data-released={unit.isReleased || undefined}>
                  <strong className="mono">{unit.placeCode}</strong> <span className="mono">{unit.code}</span>
                </span>
              ))}
              {((line.units.length === 0 && line.kind === 'goods') || line.isCancelled) && (
                <Text component="span" size="sm" c={line.isCancelled ? 'dimmed' : 'tomato.7'}>
                  {t(line.isCancelled ? 'orders.lineCancelled' : 'orders.noCopy')}
                </Text>
              )}
            </div>
            <div>
              {line.variantId ? (
                <Link to="/catalogue/$variantId" params={{ variantId: line.variantId }} className={classes.title}>
                  {line.title}
                </Link>
              ) : (
                <strong>{line.title}</strong>
              )}
              <Text size="sm" c="dimmed">
                {line.detail}
                {line.tax && ` · ${t(`vouchers:scheme.${line.tax.scheme}`)}`}
              </Text>
            </div>
            <div className={classes.price}>
              {line.quantity > 1 && <span>{line.quantity} × </span>}
              {moneyText(line.unitPriceMinor)}
            </div>
          </li>
        ))}
      </ul>
      <dl className={classes.totals}>
        {totals.map(([label, amountMinor]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{moneyText(amountMinor)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
