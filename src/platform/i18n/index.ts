export * from './formats.ts'
export {
  findPage,
  isPageName,
  langOfPath,
  type PageName,
  type PathParams,
  pageNames,
  paramNamesOf,
  pathOf,
} from './paths.ts'
export {
  addTexts,
  forgetTexts,
  hasText,
  isLang,
  type Lang,
  langs,
  preferredLang,
  type TextValues,
  translate,
} from './texts.ts'
