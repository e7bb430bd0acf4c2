import type { APIRoute } from 'astro'
import { metaFeed } from '#modules/feeds'
import { feedFrame, streamed } from '../model/feed-frame.ts'

export const GET: APIRoute = ({ locals, url }) =>
  streamed(metaFeed(locals.cx, feedFrame(locals, url)), 'text/csv; charset=utf-8')
