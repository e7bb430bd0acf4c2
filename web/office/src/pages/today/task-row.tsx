import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { countText } from '../../blocks/words.ts'
import { taskLinks } from './task-links.ts'
import classes from './task-row.module.css'
import type { Task } from './today-query.ts'

export function TaskRow({ task }: { task: Task }) {
  const { t } = useTranslation()
  const { isUrgent, ...link } = taskLinks[task.kind]
  return (
    <li>
      <Link {...link} className={`card ${classes.task}`} data-urgent={isUrgent || undefined} data-row>
        <span className={classes.count}>{countText(task.count)}</span>
        <span>
          <strong className={classes.title}>{t(`today.${task.kind}`, { count: task.count })}</strong>
          <span className={classes.about}>{t(`today.${task.kind}About`)}</span>
        </span>
        <ChevronRight size={20} aria-hidden />
      </Link>
    </li>
  )
}
