import { expect, test } from 'vitest'
import { nextMarketDay } from './market-days.ts'

const days = '2026-12-05 Quai Saint-Antoine, 8 h – 13 h\n2026-11-28 Croix-Rousse, 8 h – 13 h\nbientôt'

test('the next market day is the soonest, today included', () => {
  expect(nextMarketDay(days, new Date('2026-11-28T18:00:00Z'))?.place).toBe('Croix-Rousse, 8 h – 13 h')
  expect(nextMarketDay(days, new Date('2026-11-29T06:00:00Z'))?.place).toBe('Quai Saint-Antoine, 8 h – 13 h')
})

test('without a market day to come there is none', () => {
  expect(nextMarketDay(days, new Date('2027-01-01T06:00:00Z'))).toBeUndefined()
  expect(nextMarketDay('', new Date('2026-01-01T06:00:00Z'))).toBeUndefined()
})
