export type FormValue = string | { readonly [name: string]: FormValue }

type Branch = { [name: string]: string | Branch }

/** `metadata[payment]=1&expand[0]=x` as the object it stands for; the vendor's dialect of form bodies. */
export function readForm(text: string): Readonly<Record<string, FormValue>> {
  const root: Branch = {}
  for (const [name, value] of new URLSearchParams(text)) put(root, name.replaceAll(']', '').split('['), value)
  return root
}

function put(branch: Branch, [first = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch[first] = value
    return
  }
  const known = branch[first]
  const deeper: Branch = typeof known === 'object' ? known : {}
  branch[first] = deeper
  put(deeper, rest, value)
}
