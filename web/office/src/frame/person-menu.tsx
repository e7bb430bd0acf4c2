import { ActionIcon, Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink, LogOut, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../session/me-query.ts'
import { signOut } from '../session/sign-in.ts'
import { LanguageSwitch } from './language-switch.tsx'
import classes from './shell.module.css'

export function PersonMenu() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const leave = async () => {
    await signOut()
    location.assign('/office/')
  }
  return (
    <div className={classes.foot}>
      <Menu position="top-start" width={200}>
        <Menu.Target>
          <UnstyledButton p={4} flex={1} miw={0}>
            <Text size="sm" fw={600} truncate>
              {me.data?.name}
            </Text>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href="/" target="_blank" leftSection={<ExternalLink size={16} aria-hidden />}>
            {t('frame.seeShop')}
          </Menu.Item>
          <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
            {t('frame.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <LanguageSwitch />
      <ColorSwitch />
    </div>
  )
}

function ColorSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <ActionIcon variant="subtle" color="slate" aria-label={t(`frame.${other}`)} onClick={() => setColorScheme(other)}>
      {other === 'dark' ? <Moon size={18} aria-hidden /> : <Sun size={18} aria-hidden />}
    </ActionIcon>
  )
}
