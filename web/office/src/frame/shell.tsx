import { AppShell } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Palette } from './palette.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { useListKeys } from './use-list-keys.ts'

export function Shell() {
  const { t } = useTranslation()
  const [isOpen, menu] = useDisclosure()
  const path = useRouterState({ select: (state) => state.location.pathname })
  useListKeys()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes because the place changed.
  useEffect(() => menu.close(), [path])

  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('frame.skip')}
      </a>
      <AppShell
        navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        footer={{ height: { base: 60, sm: 0 } }}
        padding={{ base: 'sm', sm: 'xl' }}
        transitionDuration={0}
      >
        <AppShell.Navbar className={classes.rail}>
          <Rail />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <Outlet />
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="sm" className={classes.bar}>
          <PhoneBar isMenuOpen={isOpen} onMenu={menu.toggle} />
        </AppShell.Footer>
      </AppShell>
      <Palette />
    </>
  )
}
