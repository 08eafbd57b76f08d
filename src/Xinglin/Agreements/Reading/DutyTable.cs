using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>A table that gives every duty a row: "序号 | 事项 | 责任单位 | 时限".</summary>
internal static partial class DutyTable
{
    /// <param name="Number">The row's own number, or its place in the table.</param>
    /// <param name="Whole">The row as the text has it.</param>
    /// <param name="Matter">What is to be done and by when, without who does it.</param>
    /// <param name="Bearer">The cell that says who does it.</param>
    public sealed record Row(int Number, Passage Whole, Passage Matter, string Bearer);

    private sealed record Head(int Matter, int Bearer, int Number);

    public static bool IsRow(Passage line) => line.Text.Contains('|');

    public static IEnumerable<Row> Rows(IReadOnlyList<Passage> lines)
    {
        Head? head = null;
        var place = 0;
        foreach (var line in lines)
        {
            if (!IsRow(line))
            {
                (head, place) = (null, 0);
                continue;
            }
            var cells = line.Text.Split('|');
            if (HeadOf(cells) is { } found) (head, place) = (found, 0);
            else if (head is not null && cells.Length > Math.Max(head.Matter, head.Bearer) && cells[head.Matter].Length > 1)
            {
                place++;
                var number = head.Number >= 0 && ChineseNumber.ParseInt(cells[head.Number]) is { } own ? own : place;
                yield return new(number, line, WithoutCells(line, cells, [head.Bearer, head.Number]), cells[head.Bearer]);
            }
        }
    }

    private static Head? HeadOf(string[] cells)
    {
        var matter = Array.FindIndex(cells, cell => MatterColumn().IsMatch(cell));
        var bearer = Array.FindIndex(cells, cell => BearerColumn().IsMatch(cell));
        return matter >= 0 && bearer >= 0 && matter != bearer ? new(matter, bearer, Array.FindIndex(cells, cell => NumberColumn().IsMatch(cell))) : null;
    }

    private static Passage WithoutCells(Passage line, string[] cells, int[] dropped)
    {
        var rest = line;
        var end = line.Length;
        for (var i = cells.Length - 1; i >= 0; i--)
        {
            var start = end - cells[i].Length;
            var from = Math.Max(0, start - 1);
            if (dropped.Contains(i)) rest = rest.Without(i == 0 ? 0 : from, i == 0 ? Math.Min(cells[0].Length + 1, rest.Length) : end - from);
            end = from;
        }
        return rest;
    }

    [GeneratedRegex("^(?:(?:合作|工作|重点|主要|具体)?(?:事项|任务|内容|工作|职责|项目|要求|举措|措施)(?:内容|名称|要求)?)$")]
    private static partial Regex MatterColumn();

    [GeneratedRegex("^(?:责任|牵头|承担|负责|落实|实施|完成|主责|承办|执行)(?:单位|方|主体|机构|部门|人|医院)?$")]
    private static partial Regex BearerColumn();

    [GeneratedRegex("^(?:序号|编号|号|No\\.?)$")]
    private static partial Regex NumberColumn();
}
