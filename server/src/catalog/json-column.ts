/** A JSON column's value: MariaDB hands it over as text, MySQL as an object. */
export function jsonColumn<T>(value: string | object): T {
  return (typeof value === 'string' ? JSON.parse(value) : value) as T;
}
