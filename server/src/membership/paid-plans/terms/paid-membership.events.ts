declare module '../../../platform/outbox.js' {
  interface Events {
    /** Paid membership of someone who asked to be told ends at `until` (ISO 8601). */
    'paid-membership.ends-soon': { shopperId: string; planName: string; until: string };
  }
}

export {};
