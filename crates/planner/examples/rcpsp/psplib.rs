//! PSPLIB files, `.sm` and `.mm`: sections of numbers below headings.

use righthand_planner::project::{Mode, Project};

/// Reads an instance, or says what is wrong with which line.
pub(crate) fn read(text: &str) -> Result<Project, String> {
    let mut section = "";
    let mut project = Project::default();
    let mut kinds = (0, 0);
    let mut capacities = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let heading = line.trim_end();
        if let Some(name) = ["PRECEDENCE RELATIONS", "REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES"]
            .into_iter()
            .find(|name| heading.starts_with(name))
        {
            section = name;
            continue;
        }
        if let Some((before, after)) = line.split_once(':')
            && section.is_empty()
        {
            let count = || after.split_whitespace().next().and_then(|count| count.parse::<usize>().ok());
            match before.trim() {
                "- renewable" => kinds.0 = count().ok_or_else(|| format!("line {number}: no count of resources"))?,
                "- nonrenewable" => kinds.1 = count().ok_or_else(|| format!("line {number}: no count of resources"))?,
                _ => {}
            }
        }
        let Some(numbers) = numbers(line) else { continue };
        let wrong = || format!("line {number}: not what {section} has: {}", line.trim());
        match section {
            "PRECEDENCE RELATIONS" => {
                let (head, successors) = numbers.split_at_checked(3).ok_or_else(wrong)?;
                let successors = successors.iter().map(|s| s.checked_sub(1)).collect::<Option<_>>();
                if head[0] as usize != project.successors.len() + 1 {
                    return Err(wrong());
                }
                project.successors.push(successors.ok_or_else(wrong)?);
            }
            "REQUESTS/DURATIONS" => {
                let fields = 2 + kinds.0 + kinds.1;
                let first = numbers.len() == fields + 1;
                if first {
                    project.modes.push(Vec::new());
                }
                let numbers = if first { &numbers[1..] } else { &numbers[..] };
                let (Some([_, duration]), Some(amounts)) = (numbers.get(..2), numbers.get(2..fields)) else {
                    return Err(wrong());
                };
                let (renewable, nonrenewable) = amounts.split_at(kinds.0);
                let mode =
                    Mode { duration: *duration, renewable: renewable.to_vec(), nonrenewable: nonrenewable.to_vec() };
                project.modes.last_mut().ok_or_else(wrong)?.push(mode);
            }
            "RESOURCEAVAILABILITIES" => capacities = numbers,
            _ => {}
        }
    }
    let (renewable, nonrenewable) = capacities
        .split_at_checked(kinds.0)
        .filter(|(_, nonrenewable)| nonrenewable.len() == kinds.1)
        .ok_or("the capacities are not as many as the resources")?;
    if project.modes.is_empty() || project.modes.len() != project.successors.len() {
        return Err(format!(
            "{} activities have successors and {} have modes: it must be as many, and some",
            project.successors.len(),
            project.modes.len()
        ));
    }
    (project.renewable, project.nonrenewable) = (renewable.to_vec(), nonrenewable.to_vec());
    Ok(project)
}

/// All numbers of a line; `None` if there are none or anything else is in it.
fn numbers(line: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = line.split_whitespace().map(|word| word.parse().ok()).collect();
    numbers.filter(|numbers| !numbers.is_empty())
}
