// WeChat's view runs apart from the pages and is sent every node; a browser draws what is there.

/** Whether what is drawn first is kept small, because it is sent to a view. */
export const viewIsSent = process.env.TARO_ENV === 'weapp';

/** Whether a bar with the title and the way back stands above every page by itself. */
export const navigationBarPresent = process.env.TARO_ENV === 'weapp';

/** Whether a press is shown by `hoverClass`; elsewhere a style does it. */
export const hoverClassPresent = process.env.TARO_ENV === 'weapp';

/** Whether there is a keyboard and a screen reader to tell: Taro's templates carry neither. */
export const attributesHeard = process.env.TARO_ENV === 'h5';
