import classes from './state-badge.module.css'

export type Tone = 'good' | 'waiting' | 'bad' | 'quiet' | 'plain'

/** A state in a word; the colour only repeats what the word says. */
export function StateBadge({ words, tone }: { words: string; tone: Tone }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {words}
    </span>
  )
}
