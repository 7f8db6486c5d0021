/** China has kept UTC+8 all year since 1992; what is stored is UTC. */
const inBeijing = (column: string, format: string) =>
  `DATE_FORMAT(${column} + INTERVAL 8 HOUR, '${format}')`;

/** SQL for the Beijing day of a time, `YYYY-MM-DD`. */
export const beijingDayOf = (column: string) => inBeijing(column, '%Y-%m-%d');

/** SQL for the Beijing month of a time, `YYYY-MM`. */
export const beijingMonthOf = (column: string) => inBeijing(column, '%Y-%m');
