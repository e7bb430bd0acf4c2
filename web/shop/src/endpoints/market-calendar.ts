import type { APIRoute } from 'astro'
import { listMarketDays, toICalendar } from '#modules/calendar'
import { addDays, parisDay } from '#platform/clock'
import { speak } from '../model/context.ts'

/** Last weeks' days stay a while, so that a cancelled one also leaves the calendars that were not opened since. */
const daysBack = 30

export const GET: APIRoute = async ({ locals }) => {
  const { cx, publicUrl, shop } = locals
  const { t, link } = speak(locals)
  const days = await listMarketDays(cx, { from: addDays(parisDay(cx.now()), -daysBack) })
  const text = toICalendar(days, {
    name: `${shop.shopName} – ${t('calendar:title')}`,
    host: new URL(publicUrl).host,
    url: `${publicUrl}${link('markets')}`,
    title: ({ place }) => `${shop.shopName}, ${place}`,
  })
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="markets.ics"',
    },
  })
}
