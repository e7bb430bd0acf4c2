import { agoText, fullWhenText, whenText } from './words.ts'

/** A moment in the shop's time zone; the whole date is one hover away. */
export function When({ at, ago }: { at: string; ago?: boolean }) {
  return (
    <time dateTime={at} title={fullWhenText(at)}>
      {ago ? agoText(at) : whenText(at)}
    </time>
  )
}
