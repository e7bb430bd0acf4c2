import type { APIRoute } from 'astro'
import { googleFeed } from '#modules/feeds'
import { feedFrame, streamed } from '../model/feed-frame.ts'

export const GET: APIRoute = ({ locals, url }) =>
  streamed(googleFeed(locals.cx, feedFrame(locals, url)), 'application/xml; charset=utf-8')
