/** What a command says to one that it started, to have it stop kindly. Alone in a file: both sides import it. */
export const STOP_MESSAGE = 'stop';
