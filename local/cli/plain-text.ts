/** Text from elsewhere without control characters: what a server sends must not steer a terminal. */
export const plainText = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
