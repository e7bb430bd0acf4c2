import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

// The seventh shade of each row is the colour of web/ui/tokens.css.
const tomato: MantineColorsTuple = [
  '#fdf0ed',
  '#f9ddd7',
  '#f1b8ad',
  '#ea9a8b',
  '#e2745f',
  '#d9553d',
  '#c93a24',
  '#b3301c',
  '#9a2817',
  '#7d1f11',
]
const bottle: MantineColorsTuple = [
  '#eaf4ef',
  '#d2e6dc',
  '#a7cebc',
  '#78b498',
  '#4b9674',
  '#2f7a5a',
  '#1f5c45',
  '#194c39',
  '#133c2d',
  '#0c2a1f',
]
const mustard: MantineColorsTuple = [
  '#fdf6e5',
  '#faebc6',
  '#f5dc9d',
  '#efcb70',
  '#e9bb4c',
  '#e4b03a',
  '#e0a92e',
  '#8f6712',
  '#6f4f0c',
  '#4f3808',
]
const slate: MantineColorsTuple = [
  '#f3f4f6',
  '#e4e7ea',
  '#c9ced4',
  '#acb4bd',
  '#8f99a5',
  '#76818e',
  '#5b6470',
  '#4b535e',
  '#3a414a',
  '#292e35',
]
const warmGray: MantineColorsTuple = [
  '#fbf7ef',
  '#f5efe3',
  '#ece4d4',
  '#ddd3c0',
  '#c6baa4',
  '#8b8070',
  '#665d50',
  '#5c5449',
  '#453e36',
  '#2e2924',
]
const warmDark: MantineColorsTuple = [
  '#f1ebe0',
  '#cfc6b8',
  '#b3a99a',
  '#7d7468',
  '#4a433b',
  '#3a342e',
  '#2a2521',
  '#1e1a17',
  '#181512',
  '#100e0c',
]

export const theme = createTheme({
  colors: { tomato, bottle, mustard, slate, gray: warmGray, dark: warmDark },
  primaryColor: 'tomato',
  primaryShade: { light: 6, dark: 6 },
  black: '#1a1613',
  white: '#fffdf9',
  defaultRadius: 6,
  fontFamily: 'var(--text)',
  headings: { fontFamily: 'var(--display)', fontWeight: '700' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 8, transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { multiline: true, maw: 280, withArrow: true, transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-anchor': '#9a2817',
    '--mantine-color-dimmed': '#665d50',
    '--office-card': 'var(--card)',
    '--office-line': 'var(--line)',
    '--office-hover': '#f5efe3',
    '--office-focus': '#1f5c45',
    '--office-stripe': '#f0e3d0',
  },
  dark: {
    '--mantine-color-body': '#1a1613',
    '--mantine-color-anchor': '#f1b8ad',
    '--mantine-color-dimmed': '#b3a99a',
    '--office-card': '#221e1a',
    '--office-line': '#3a342e',
    '--office-hover': '#2a2521',
    '--office-focus': '#a7cebc',
    '--office-stripe': '#4a433b',
  },
})
