import { Stack, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { LanguageSwitch } from '../frame/language-switch.tsx'
import classes from './door.module.css'

/** The card in front of the office: signing in and the first set-up stand on it. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Étal`
  }, [title])
  return (
    <main className={classes.door}>
      <div className={`card ${classes.card}`}>
        <div className="awning" aria-hidden />
        <Stack p="xl" gap="md">
          <Title order={1} fz={26}>
            {title}
          </Title>
          {children}
        </Stack>
      </div>
      <LanguageSwitch />
    </main>
  )
}
