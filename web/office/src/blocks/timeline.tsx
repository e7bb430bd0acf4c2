import type { ReactNode } from 'react'
import type { Tone } from './state-badge.tsx'
import classes from './timeline.module.css'
import { When } from './when.tsx'

export type TimelineEntry = { key: string; at: string; words: ReactNode; actor: string; tone: Tone }

/** What happened, newest first, each with its time and who did it. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key} className={classes.entry} data-tone={entry.tone}>
          <span className={classes.words}>{entry.words}</span>
          <span className={classes.aside}>
            <When at={entry.at} />
            {entry.actor && ` · ${entry.actor}`}
          </span>
        </li>
      ))}
    </ol>
  )
}
