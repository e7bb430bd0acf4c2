import { useTranslation } from 'react-i18next'
import { Facts } from '../../blocks/facts.tsx'
import type { Variant } from './catalogue-query.ts'
import classes from './copy-facts.module.css'
import { PriceCell } from './price-cell.tsx'
import { useChangeVariant } from './use-change-variant.ts'

export function CopyFacts({ variant }: { variant: Variant }) {
  const { t } = useTranslation()
  const change = useChangeVariant(variant.id)
  const { product } = variant
  return (
    <section className={`card ${classes.facts}`}>
      <img src={`/covers/${product.id}.svg`} alt="" width={148} height={148} className={classes.cover} />
      <div>
        <div className={classes.price}>
          <PriceCell
            label={product.title}
            priceMinor={variant.priceMinor}
            isBusy={change.isPending}
            onPrice={(priceMinor) => change.mutate({ priceMinor })}
          />
        </div>
        <Facts
          facts={[
            [t('copy.artist'), product.artist],
            [t('copy.title'), product.title],
            [t('copy.label'), product.label],
            [t('copy.catalogueNumber'), product.catalogueNumber],
            [t('copy.format'), product.format],
            [t('copy.year'), product.year],
            [t('copy.country'), product.country],
            [t('copy.genres'), [...product.genres, ...product.styles].join(', ')],
            [t('copy.barcode'), product.barcode],
            [
              t('copy.sku'),
              <span key="sku" className="mono">
                {variant.sku}
              </span>,
            ],
          ]}
        />
      </div>
    </section>
  )
}
