using Xinglin.Commands;

return await XinglinCommands.Run(args);
