/** A line of the data set, read without anything of ours. */
export interface Line {
  customer: string;
  month: string;
  day: string;
  cents: number;
}

/** The lines of a file; `prefix` keeps its customers apart from those of another. */
export function linesOf(text: string, prefix: string): Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => {
      const [date = '', , dollars] = cells.slice(-3);
      const month = `${date.slice(0, 4)}-${date.slice(4, 6)}`;
      const cents = Math.round(Number(dollars) * 100);
      return { customer: `${prefix}${cells[0]}`, month, day: date, cents };
    });
}

/** Customers, orders and cents by month of the first purchase and month, counted one by one. */
export function monthlyCohorts(
  lines: readonly Line[],
): Map<string, { customers: number; orders: number; cents: number }> {
  const first = new Map<string, string>();
  for (const { customer, month } of lines) {
    const known = first.get(customer);
    if (known === undefined || month < known) first.set(customer, month);
  }
  const cells = new Map<string, { who: Set<string>; orders: number; cents: number }>();
  for (const { customer, month, cents } of lines) {
    const key = `${first.get(customer)} ${month}`;
    const cell = cells.get(key) ?? { who: new Set<string>(), orders: 0, cents: 0 };
    cell.who.add(customer);
    cells.set(key, { who: cell.who, orders: cell.orders + 1, cents: cell.cents + cents });
  }
  return new Map(
    [...cells].map(([key, { who, ...sums }]) => [key, { customers: who.size, ...sums }] as const),
  );
}

/** The month so many after one, `1997-11` and 2 being `1998-01`. */
export function monthAfter(period: string, offset: number): string {
  const month = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + offset;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
