/** The patterns of drawn covers. Each fills its own box and nothing else, so lettering is never under a drawing. */

export type Colours = { readonly ground: string; readonly ink: string; readonly first: string; readonly second: string }
export type Box = { readonly width: number; readonly height: number }
/** 0 ≤ value < 1, the same sequence for the same seed. */
export type Draw = () => number
type Pattern = (box: Box, colours: Colours, draw: Draw) => string

const whole = Math.round
const count = (n: number): number[] => Array.from({ length: n }, (_, index) => index)
const between = (draw: Draw, low: number, high: number): number => low + draw() * (high - low)
const rect = (x: number, y: number, width: number, height: number): string =>
  `M${whole(x)} ${whole(y)}h${whole(width)}v${whole(height)}h${-whole(width)}z`
const path = (fill: string, d: string): string => (d === '' ? '' : `<path fill="${fill}" d="${d}"/>`)
const disc = (fill: string, x: number, y: number, radius: number): string =>
  `<circle fill="${fill}" cx="${whole(x)}" cy="${whole(y)}" r="${whole(radius)}"/>`

const bars: Pattern = ({ width, height }, { first, second }, draw) => {
  const step = width / 12
  const bar = (index: number): string => {
    const tall = height * between(draw, 0.25, 1)
    return rect(index * step + step * 0.16, height - tall, step * 0.68, tall)
  }
  const accent = whole(between(draw, 2, 9))
  const shapes = count(12).map(bar)
  return path(first, shapes.filter((_, index) => index !== accent).join('')) + path(second, shapes[accent] ?? '')
}

const rings: Pattern = ({ width, height }, { ground, first, second }, draw) => {
  const [x, y] = [width * between(draw, 0.4, 0.85), height * between(draw, 0.5, 0.8)]
  const radius = Math.max(width, height) * 0.62
  const circles = count(7).map((index) => disc(index % 2 === 0 ? first : ground, x, y, radius * (1 - index / 8)))
  return circles.join('') + disc(second, x, y, radius / 9)
}

const waves: Pattern = ({ width, height }, { first, second }, draw) => {
  const accent = whole(between(draw, 1, 5))
  const swing = height * between(draw, 0.08, 0.16)
  const line = (index: number): string => {
    const y = whole((height / 7) * (index + 0.7))
    const colour = index === accent ? second : first
    return `<path d="M-9 ${y}Q${whole(width / 4)} ${whole(y - swing * (1 + draw()))} ${whole(width / 2)} ${y}T${width + 9} ${y}" fill="none" stroke="${colour}" stroke-width="${whole(height / 18)}"/>`
  }
  return count(7).map(line).join('')
}

const sunset: Pattern = ({ width, height }, { ground, first, second }, draw) => {
  const [x, horizon] = [width * between(draw, 0.3, 0.7), height * 0.62]
  const glints = count(4).map((index) => rect(x - 50 + index * 9, horizon + 10 + index * 13, 100 - index * 18, 5))
  return (
    disc(first, x, horizon, height * 0.44) +
    path(second, rect(0, horizon, width, height)) +
    path(ground, glints.join(''))
  )
}

const halftone: Pattern = ({ width, height }, { first, second }, draw) => {
  const step = 26
  const [focusX, focusY] = [width * draw(), height * draw()]
  const reach = Math.hypot(width, height) * 0.75
  const dots = count(Math.floor(width / step) * Math.floor(height / step)).map((index) => {
    const x = (index % Math.floor(width / step)) * step + step * 0.65
    const y = Math.floor(index / Math.floor(width / step)) * step + step * 0.6
    const near = 1 - Math.hypot(x - focusX, y - focusY) / reach
    return disc(draw() > 0.93 ? second : first, x, y, Math.max(2, 12 * near))
  })
  return dots.join('')
}

const mountains: Pattern = ({ width, height }, { first, second, ink }, draw) => {
  const peak = (centre: number, tall: number, spread: number): string =>
    `M${whole(width * centre - spread)} ${height}L${whole(width * centre)} ${whole(height * (1 - tall))}L${whole(width * centre + spread)} ${height}z`
  const moon = disc(ink, width * between(draw, 0.1, 0.25), height * 0.22, height * 0.1)
  return (
    moon +
    path(second, peak(between(draw, 0.62, 0.85), 0.72, height * 0.8)) +
    path(first, peak(between(draw, 0.25, 0.5), 0.94, height * 0.85))
  )
}

const quarters: Pattern = ({ width, height }, { first, second }, draw) => {
  const columns = 5
  const size = width / columns
  const corners = [
    (x: number, y: number) =>
      `M${whole(x)} ${whole(y)}h${whole(size)}a${whole(size)} ${whole(size)} 0 0 1 ${-whole(size)} ${whole(size)}z`,
    (x: number, y: number) =>
      `M${whole(x + size)} ${whole(y + size)}h${-whole(size)}a${whole(size)} ${whole(size)} 0 0 1 ${whole(size)} ${-whole(size)}z`,
    (x: number, y: number) =>
      `M${whole(x + size)} ${whole(y)}v${whole(size)}a${whole(size)} ${whole(size)} 0 0 1 ${-whole(size)} ${-whole(size)}z`,
  ]
  const tiles = count(columns * Math.ceil(height / size)).map((index) => {
    const corner = corners[Math.floor(draw() * corners.length)]
    const shape = corner?.((index % columns) * size, Math.floor(index / columns) * size) ?? ''
    return { shape, isAccent: draw() > 0.7 }
  })
  const shapes = (isAccent: boolean): string =>
    tiles
      .filter((tile) => tile.isAccent === isAccent)
      .map((tile) => tile.shape)
      .join('')
  return path(first, shapes(false)) + path(second, shapes(true))
}

const stripes: Pattern = ({ width, height }, { first, second }, draw) => {
  const step = whole(between(draw, 30, 44))
  const lean = whole(height * between(draw, 0.4, 0.9))
  const stripe = (index: number): string =>
    `M${index * step - lean} ${height}l${lean} ${-height}h${whole(step * 0.55)}l${-lean} ${height}z`
  const accent = whole(between(draw, 2, 6))
  const all = count(Math.ceil((width + lean) / step) + 1)
  return (
    path(
      first,
      all
        .filter((index) => index !== accent)
        .map(stripe)
        .join(''),
    ) + path(second, stripe(accent))
  )
}

const scales: Pattern = ({ width, height }, { ground, first, second }, draw) => {
  const radius = width / 8
  const rows = Math.ceil(height / (radius * 0.9)) + 1
  const scale = (row: number, column: number): string => {
    const [x, y] = [column * radius * 2 + (row % 2) * radius, height - (rows - row - 1) * radius * 0.9]
    const colour = draw() > 0.8 ? second : first
    return disc(ground, x, y, radius) + disc(colour, x, y, radius * 0.82) + disc(ground, x, y, radius * 0.42)
  }
  return count(rows)
    .flatMap((row) => count(5).map((column) => scale(row, column)))
    .join('')
}

const grooves: Pattern = ({ width, height }, { first, second }, draw) => {
  const isLeft = draw() > 0.5
  const x = isLeft ? 0 : width
  const accent = whole(between(draw, 1, 7))
  const arc = (index: number): string =>
    `<circle cx="${x}" cy="${height}" r="${index * 26 + 22}" fill="none" stroke="${index === accent ? second : first}" stroke-width="${whole(between(draw, 5, 17))}"/>`
  return count(12).map(arc).join('')
}

const leaves: Pattern = ({ width, height }, { first, second }, draw) => {
  const columns = 6
  const size = width / columns
  const half = whole(size * 0.92)
  const leaf = (x: number, y: number): string =>
    draw() > 0.5
      ? `M${whole(x)} ${whole(y)}a${half} ${half} 0 0 1 ${half} ${half}a${half} ${half} 0 0 1 ${-half} ${-half}z`
      : `M${whole(x + half)} ${whole(y)}a${half} ${half} 0 0 0 ${-half} ${half}a${half} ${half} 0 0 0 ${half} ${-half}z`
  const cells = count(columns * Math.ceil(height / size)).map((index) => {
    const shape = leaf((index % columns) * size + 2, Math.floor(index / columns) * size + 3)
    return { shape, isAccent: draw() > 0.78 }
  })
  const shapes = (isAccent: boolean): string =>
    cells
      .filter((cell) => cell.isAccent === isAccent)
      .map((cell) => cell.shape)
      .join('')
  return path(first, shapes(false)) + path(second, shapes(true))
}

const rays: Pattern = ({ width, height }, { first, second }, draw) => {
  const [x, reach] = [whole(width * between(draw, 0.35, 0.65)), width * 1.4]
  const slice = Math.PI / 22
  const ray = (index: number): string => {
    const [from, to] = [Math.PI + index * 2 * slice, Math.PI + (index * 2 + 1) * slice]
    const point = (angle: number): string =>
      `${whole(x + Math.cos(angle) * reach)} ${whole(height + Math.sin(angle) * reach)}`
    return `M${x} ${height}L${point(from)}L${point(to)}z`
  }
  return path(first, count(11).map(ray).join('')) + disc(second, x, height, height * 0.34)
}

const blocks: Pattern = ({ width, height }, { first, second, ink }, draw) => {
  const columns = 4
  const [cellWidth, cellHeight] = [width / columns, height / 3]
  const cells = count(12).map((index) => {
    const [x, y] = [(index % columns) * cellWidth, Math.floor(index / columns) * cellHeight]
    const chance = draw()
    if (chance < 0.3) return path(first, rect(x, y, cellWidth, cellHeight))
    if (chance < 0.5) return disc(second, x + cellWidth / 2, y + cellHeight / 2, Math.min(cellWidth, cellHeight) / 2.3)
    if (chance < 0.62) return path(ink, rect(x, y + cellHeight / 2, cellWidth, cellHeight / 2))
    return chance < 0.82
      ? path(second, `M${whole(x)} ${whole(y + cellHeight)}h${whole(cellWidth)}v${-whole(cellHeight)}z`)
      : ''
  })
  return cells.join('')
}

const keys: Pattern = ({ width, height }, { ground, first, second }, draw) => {
  const step = width / 9
  const accent = whole(between(draw, 1, 7))
  const white = (index: number): string => rect(index * step + 2, 0, step - 4, height)
  const black = count(8).filter((index) => index % 7 !== 2 && index % 7 !== 6)
  const whites = count(9).filter((index) => index !== accent)
  const blackKeys = black.map((index) => rect((index + 1) * step - step * 0.28, 0, step * 0.56, height * 0.6))
  return path(first, whites.map(white).join('')) + path(second, white(accent)) + path(ground, blackKeys.join(''))
}

export const patterns: readonly Pattern[] = [
  bars,
  rings,
  waves,
  sunset,
  halftone,
  mountains,
  quarters,
  stripes,
  scales,
  grooves,
  leaves,
  rays,
  blocks,
  keys,
]
